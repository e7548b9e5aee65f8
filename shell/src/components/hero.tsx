/** Shapes of the mosaic on a 6 by 4 grid: what, and in which colour. `.` stays empty. */
const TILES = ['sB qA cS .. qC sB', 'cA sS sC qB sB rA', 'qC rB cB sA cS sC', 'sS .. qS rC sB cA'];
const colours = { A: 'accent', B: 'brand', C: 'soft', S: 'sun' } as const;
const shapes = {
  s: <rect width="46" height="46" rx="10" />,
  c: <circle cx="23" cy="23" r="23" />,
  q: <path d="M0 10A10 10 0 0 1 10 0 36 36 0 0 1 46 36 10 10 0 0 1 36 46H10A10 10 0 0 1 0 36Z" />,
  r: <path d="M46 10A10 10 0 0 0 36 0 36 36 0 0 0 0 36 10 10 0 0 0 10 46H36A10 10 0 0 0 46 36Z" />,
};

export function Hero() {
  return (
    <section className="shell-hero">
      <div className="shell-hero__words">
        <h1>Good things, piece by piece.</h1>
        <p>Well-made things for home, desk, kitchen and the great outdoors, each chosen with care.</p>
        <div className="t-row">
          <a className="t-button" href="/products">
            Shop all products
          </a>
          <a className="t-button t-button--quiet" href="/products?sort=rating">
            See what people love
          </a>
        </div>
      </div>
      <svg className="shell-hero__art" viewBox="0 0 300 200" preserveAspectRatio="xMidYMin slice" aria-hidden="true">
        {TILES.flatMap((row, y) =>
          row.split(' ').map((tile, x) =>
            tile === '..' ? null : (
              <g
                key={`${x} ${y}`}
                className={`t-art__${colours[tile[1] as keyof typeof colours]}`}
                transform={`translate(${x * 50 + 2} ${y * 50 + 2})`}
              >
                {shapes[tile[0] as keyof typeof shapes]}
              </g>
            ),
          ),
        )}
      </svg>
    </section>
  );
}
