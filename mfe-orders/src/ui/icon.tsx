const PATHS = {
  cart: 'M3 4h2.2l2.1 10.4a1.5 1.5 0 0 0 1.5 1.2h8.3a1.5 1.5 0 0 0 1.5-1.2L20 7.5H6M9.5 20a.6.6 0 1 0 0-1.2.6.6 0 0 0 0 1.2Zm7.5 0a.6.6 0 1 0 0-1.2.6.6 0 0 0 0 1.2Z',
  plus: 'M12 5v14M5 12h14',
  check: 'm5 12.5 4.5 4.5L19 7.5',
  trash:
    'M4.5 7h15M10 11v5.5M14 11v5.5M6.5 7l.8 11.2A2 2 0 0 0 9.3 20h5.4a2 2 0 0 0 2-1.8L17.5 7M9 7V5.5A1.5 1.5 0 0 1 10.5 4h3A1.5 1.5 0 0 1 15 5.5V7',
  lock: 'M7.5 10.5V8a4.5 4.5 0 0 1 9 0v2.5M6.5 10.5h11A1.5 1.5 0 0 1 19 12v6.5a1.5 1.5 0 0 1-1.5 1.5h-11A1.5 1.5 0 0 1 5 18.5V12a1.5 1.5 0 0 1 1.5-1.5Z',
  parcel: 'm12 3.5 8 4.2v8.6l-8 4.2-8-4.2V7.7l8-4.2Zm0 8.4 8-4.2M12 11.9 4 7.7m8 4.2v8.6M8 5.6l8 4.2',
  truck:
    'M3 6.5h11v10H3zM14 10h3.7l3.3 3.3v3.2h-7M7 19a1.8 1.8 0 1 0 0-3.6A1.8 1.8 0 0 0 7 19Zm10 0a1.8 1.8 0 1 0 0-3.6 1.8 1.8 0 0 0 0 3.6Z',
  arrow: 'M5 12h14m-5.5-5.5L19 12l-5.5 5.5',
} as const;

/** A line drawing in the colour of the text; always beside words, so hidden from screen readers. */
export function Icon(icon: { name: keyof typeof PATHS }) {
  return (
    <svg class="orders-icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[icon.name]} />
    </svg>
  );
}
