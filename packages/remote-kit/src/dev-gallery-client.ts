import '@tessera/design/index.css';
import './dev-gallery.css';
import { followChanges } from './dev-follow-changes.ts';

const WIDTH = 'dev-gallery-width';
const frames = [...document.querySelectorAll('iframe')];
const news = document.getElementById('dev-news') as HTMLElement;

for (const frame of frames) {
  frame.addEventListener('load', () => fit(frame));
  if (frame.contentDocument?.readyState === 'complete') fit(frame);
}

/** As high as what it shows, and no higher. */
function fit(frame: HTMLIFrameElement): void {
  const content = frame.contentDocument?.querySelector('main') ?? frame.contentDocument?.body;
  if (!content) return;
  const follow = () => {
    frame.style.blockSize = `${Math.ceil(content.getBoundingClientRect().height)}px`;
  };
  new ResizeObserver(follow).observe(content);
  follow();
}

for (const choice of document.querySelectorAll<HTMLInputElement>('input[name="width"]')) {
  choice.checked = choice.value === (localStorage.getItem(WIDTH) ?? 'fit');
  choice.addEventListener('change', () => {
    localStorage.setItem(WIDTH, choice.value);
    setWidth(choice.value);
  });
}
setWidth(localStorage.getItem(WIDTH) ?? 'fit');

function setWidth(width: string): void {
  document.body.style.setProperty('--dev-width', width === 'fit' ? '100%' : `${width}px`);
}

/** A frame that has not been scrolled to is as new as it can be when it loads. */
const loaded = {
  *[Symbol.iterator]() {
    for (const { contentWindow } of frames)
      if (contentWindow && contentWindow.location.href !== 'about:blank') yield contentWindow;
  },
};
followChanges(loaded, {
  rebuilt({ version }) {
    (document.getElementById('dev-version') as HTMLElement).textContent = version;
    news.textContent = `Rebuilt at ${new Date().toLocaleTimeString()}`;
    delete news.dataset.failed;
  },
  failed() {
    news.textContent = 'The last change does not build: the terminal says why';
    news.dataset.failed = '';
  },
});
