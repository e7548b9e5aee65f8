import type { Page } from '../page.ts';
import { pageTitle } from '../page-title.ts';

/** What the document says about its page. Only full loads need it: after them the title is all that changes. */
export function documentHead(page: Page | undefined) {
  const title = pageTitle(page);
  const { description, image, status = 200, jsonLd } = page ?? {};
  return [
    <meta key="charset" charSet="utf-8" />,
    <meta key="viewport" name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />,
    <title key="title">{title}</title>,
    <meta key="og:title" property="og:title" content={title} />,
    <meta key="og:site_name" property="og:site_name" content="Tessera" />,
    description && <meta key="description" name="description" content={description} />,
    description && <meta key="og:description" property="og:description" content={description} />,
    image && <meta key="og:image" property="og:image" content={image} />,
    status >= 400 && <meta key="robots" name="robots" content="noindex" />,
    jsonLd && (
      <script
        key="json-ld"
        type="application/ld+json"
        dangerouslySetInnerHTML={{ __html: JSON.stringify(jsonLd).replaceAll('<', '\\u003c') }}
      />
    ),
  ].filter((element) => !!element);
}
