// One locale's words, UTC: server and browser must write the very same text.
const DATE = { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' } as const;
const TIME = { ...DATE, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;

export const formatDate = (iso: string, locale: string) => new Intl.DateTimeFormat(locale, DATE).format(new Date(iso));
export const formatDateTime = (iso: string, locale: string) =>
  `${new Intl.DateTimeFormat(locale, TIME).format(new Date(iso))} UTC`;
export const plural = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`;
