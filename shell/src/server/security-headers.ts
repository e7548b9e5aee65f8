/** Scripts without a hash are refused: what a page loads is what was built. */
export const INTEGRITY_POLICY = 'blocked-destinations=(script)';

/**
 * Inline scripts need the nonce; what they load is trusted with them. Inline `style` attributes carry no script.
 * `origins` are those of this browser's overrides; `formOrigins` those that a form's answer may lead to, to pay there.
 */
export function contentSecurityPolicy(
  nonce: string,
  origins: readonly string[] = [],
  formOrigins: readonly string[] = [],
): string {
  const sources = ["'self'", ...new Set(origins.map((origin) => new URL(origin).origin))].join(' ');
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'`,
    `style-src ${sources} 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    `img-src ${sources} data:`,
    ...(origins.length > 0 ? [`font-src ${sources}`, `connect-src ${sources}`] : []),
    "object-src 'none'",
    "base-uri 'none'",
    ["form-action 'self'", ...formOrigins].join(' '),
    "frame-ancestors 'none'",
  ].join('; ');
}
