/** UTC, to the second: operators compare it with the log. */
export const Time = ({ at }: { at: string }) => (
  <time dateTime={at}>{at.replace('T', ' ').replace(/\.\d+Z$/, '')}</time>
);
