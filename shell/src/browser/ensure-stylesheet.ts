/** Resolves when the stylesheet applies. Most are in the first response; a fragment may bring in another remote later. */
export async function ensureStylesheet(href: string): Promise<void> {
  if (document.querySelector(`link[rel="stylesheet"][href=${JSON.stringify(href)}]`)) return;
  const link = document.createElement('link');
  const settled = new Promise((resolve) => {
    link.onload = resolve;
    link.onerror = () => {
      // The next one who needs it asks again.
      link.remove();
      resolve(undefined);
    };
  });
  Object.assign(link, { rel: 'stylesheet', href });
  document.head.append(link);
  await settled;
}
