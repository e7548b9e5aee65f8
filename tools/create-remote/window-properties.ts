/**
 * A remote's container is found in the browser as the property of `window` that has its name, and these are taken.
 * From Chromium and Firefox; names of event handlers (`onclick`) are left out.
 */
const PROPERTIES = `
  alert atob blur btoa caches chrome close closed confirm console constructor credentialless crypto document escape
  eval event external fence fetch find focus frames history length location locationbar menubar name navigation
  navigator netscape open opener origin parent performance personalbar print prompt scheduler screen scroll
  scrollbars self sidebar status statusbar stop toolbar top undefined unescape updates viewport when window
`;
const taken = new Set(PROPERTIES.trim().split(/\s+/));

export const isWindowProperty = (name: string): boolean => taken.has(name);
