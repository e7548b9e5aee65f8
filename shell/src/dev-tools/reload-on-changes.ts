import { currentPage } from '../browser/page-memory.ts';

/** A dev server tells of each rebuild; its versions say what they are. */
const DEV_RELEASE = /-dev\./;

/** The page is loaded anew when a remote that comes from a dev server was built anew. */
export function reloadOnChanges(): void {
  for (const { release, override } of Object.values(currentPage()?.remotes ?? {})) {
    if (!override || !/^https?:/.test(override.target) || !DEV_RELEASE.test(release)) continue;
    new EventSource(`${override.target}/dev/changes`).addEventListener('rebuilt', () => location.reload());
  }
}
