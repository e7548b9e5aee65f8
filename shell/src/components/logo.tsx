/** Nine tesserae; three of them make a T. */
export function Logo() {
  return (
    <svg className="shell-mark" viewBox="0 0 30 30" aria-hidden="true">
      <rect className="t-art__brand" width="9" height="9" rx="2" />
      <rect className="t-art__brand" x="10.5" width="9" height="9" rx="2" />
      <path className="t-art__accent" d="M21 2a2 2 0 0 1 2-2h5a2 2 0 0 1 2 2v5a2 2 0 0 1-2 2 7 7 0 0 1-7-7Z" />
      <circle className="t-art__sun" cx="4.5" cy="15" r="4.5" />
      <rect className="t-art__brand" x="10.5" y="10.5" width="9" height="9" rx="2" />
      <path className="t-art__soft" d="M21 12.5a2 2 0 0 1 2-2h7v2a7 7 0 0 1-7 7h-2Z" />
      <path className="t-art__soft" d="M0 21h7a2 2 0 0 1 2 2v5a2 2 0 0 1-2 2 7 7 0 0 1-7-7Z" />
      <rect className="t-art__brand" x="10.5" y="21" width="9" height="9" rx="2" />
      <circle className="t-art__accent" cx="25.5" cy="25.5" r="4.5" />
    </svg>
  );
}
