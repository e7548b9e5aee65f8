import type { ReactNode } from 'react';
import styles from './remotes.module.css';

interface ScrollTableProps {
  readonly caption: string;
  readonly heads: readonly string[];
  readonly children: ReactNode;
}

/** On a phone it scrolls by itself, by keyboard too. */
export const ScrollTable = ({ caption, heads, children }: ScrollTableProps) => (
  <section className={styles.scroll} aria-label={caption} tabIndex={0}>
    <table className={styles.table}>
      <thead>
        <tr>
          {heads.map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  </section>
);
