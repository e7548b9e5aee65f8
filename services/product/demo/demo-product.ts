/** A demo product as its author writes it. */
export interface DemoProduct {
  readonly slug: string;
  readonly name: string;
  readonly tagline: string;
  readonly description: string;
  /** Code points of the picture's file in @lobehub/fluent-emoji-3d. */
  readonly picture: string;
  /** What the picture shows. */
  readonly alt: string;
  /** Cents. */
  readonly price: number;
  readonly stock: number;
  /** Average and count. */
  readonly rating: readonly [number, number];
  readonly details: Readonly<Record<string, string>>;
}

export interface DemoCategory {
  readonly slug: string;
  /** Prefix of the SKUs. */
  readonly code: string;
  /** Backdrops, taken in turn. */
  readonly tints: readonly string[];
  /** The best first: the start page takes from the top of each category. */
  readonly products: readonly DemoProduct[];
}
