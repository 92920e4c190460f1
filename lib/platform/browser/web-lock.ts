import { errorObjectFrom, WeftError } from '../../core/errors.ts';

/**
 * Asks for an exclusive lock of this origin and holds it until the result is called, or the document
 * goes away. `onFailed` is told `tabs/locks-absent` where the browser offers no locks, as on pages
 * that came over plain http.
 */
export function requestWebLock(
  name: string,
  onGranted: () => void,
  onFailed: (error: WeftError) => void,
): () => void {
  const abort = new AbortController();
  let release = () => abort.abort();
  if (!('locks' in navigator)) {
    onFailed(new WeftError('tabs/locks-absent', 'this page has no Web Locks'));
    return release;
  }
  const held = () =>
    new Promise<void>((resolve) => {
      release = resolve;
      onGranted();
    });
  navigator.locks.request(name, { signal: abort.signal }, held).catch((thrown) => {
    if (abort.signal.aborted) return;
    const { message } = errorObjectFrom(thrown);
    onFailed(new WeftError('tabs/locks-absent', `Web Locks refused: ${message}`));
  });
  return () => release();
}
