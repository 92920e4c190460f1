import { errorObjectFrom, WeftError } from '../../core/errors.ts';

/**
 * Asks for an exclusive lock of this origin and holds it until the result is called, or the
 * document goes away. `onFailed` is told `storage/unavailable` where the browser refuses, which it
 * does when the page may keep nothing at all.
 */
export function requestWebLock(
  name: string,
  onGranted: () => void,
  onFailed: (error: WeftError) => void,
): () => void {
  const abort = new AbortController();
  let release = () => abort.abort();
  const held = () =>
    new Promise<void>((resolve) => {
      release = resolve;
      onGranted();
    });
  navigator.locks.request(name, { signal: abort.signal }, held).catch((thrown) => {
    if (abort.signal.aborted) return;
    const { message } = errorObjectFrom(thrown);
    onFailed(new WeftError('storage/unavailable', `Web Locks refused: ${message}`));
  });
  return () => release();
}
