/** What QA may break for its own browser: `?remote=catalog@http://localhost:8080/faults/hanging`. */
export const FAULTS = {
  dead: 'every answer is 503',
  slow: 'no answer comes at all',
  hanging: 'render never resolves',
  looping: 'render never ends',
  throwing: 'render throws',
  'throwing-at-load': 'the server container throws when it is evaluated',
  crashing: 'render throws outside of its promise, then ends its process',
  'wrong-status': 'render says that the page’s status is 500',
  tampered: 'files are not what release.json says',
  'wrong-contract': 'built for contract 99',
  'missing-chunk': 'the browser gets the container and styles, and 404 for everything else',
  leaking: 'each render keeps 20 MB',
} as const;

export type Fault = keyof typeof FAULTS;

export const isFault = (name: string): name is Fault => Object.hasOwn(FAULTS, name);
