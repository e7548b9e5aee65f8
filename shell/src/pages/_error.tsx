import ServerError from './500.tsx';

/** What the browser shows when a page throws there. */
export default ServerError;
