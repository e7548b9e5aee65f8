/** Each has a folder in `templates/`; the value is what its components' files end in. */
const COMPONENT_EXTENSIONS = { vue: 'vue', solid: 'tsx', angular: 'ts', react: 'tsx', svelte: 'svelte' } as const;

export type Framework = keyof typeof COMPONENT_EXTENSIONS;
export const FRAMEWORKS = Object.keys(COMPONENT_EXTENSIONS) as Framework[];
export const componentExtension = (framework: Framework): string => COMPONENT_EXTENSIONS[framework];
