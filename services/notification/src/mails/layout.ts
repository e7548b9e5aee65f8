import { escapeHtml } from './escape.ts';

const FONT = "font-family:'Segoe UI',Helvetica,Arial,sans-serif";

/** The frame of every mail: tables and inline styles, because mail programs know little else. `body` is HTML. */
export function mailLayout(mail: { title: string; preview: string; body: string; origin: string }): string {
  const { title, preview, body, origin } = mail;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
<title>${escapeHtml(title)}</title>
</head>
<body style="margin:0;padding:0;background:#faf7f2;color:#1f2328;${FONT};font-size:16px;line-height:1.5">
<div style="display:none;max-height:0;overflow:hidden">${escapeHtml(preview)}</div>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="background:#faf7f2">
<tr><td align="center" style="padding:24px 12px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:600px">
<tr><td style="padding:0 8px 16px">
<a href="${escapeHtml(origin)}/" style="color:#0f5e5a;text-decoration:none;font-size:22px;font-weight:700;letter-spacing:.02em">Tessera</a>
</td></tr>
<tr><td style="background:#ffffff;border-radius:16px;padding:32px 28px">
<h1 style="margin:0 0 12px;font-size:26px;line-height:1.25">${escapeHtml(title)}</h1>
${body}
</td></tr>
<tr><td style="padding:20px 8px;color:#5c6067;font-size:13px">
You get this mail because of your order at Tessera. Choose which mails you want in <a href="${escapeHtml(origin)}/account" style="color:#5c6067">your account</a>.
</td></tr>
</table>
</td></tr>
</table>
</body>
</html>`;
}

export const paragraph = (text: string): string => `<p style="margin:0 0 16px">${escapeHtml(text)}</p>`;

export const button = (label: string, href: string): string =>
  `<p style="margin:24px 0 0"><a href="${escapeHtml(href)}" style="display:inline-block;background:#0f5e5a;color:#ffffff;text-decoration:none;font-weight:600;padding:12px 22px;border-radius:999px">${escapeHtml(label)}</a></p>`;
