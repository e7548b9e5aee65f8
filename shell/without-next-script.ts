/** In place of next/script, which no page uses: see next.config.ts. */
export const initScriptLoader = () => {};
