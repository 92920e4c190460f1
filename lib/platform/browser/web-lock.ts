import { errorObjectFrom, WeftError } from '../../core/errors.ts';

/**
 * Asks for an exclusive lock of this origin and holds it until the result is called, or the
 * document goes away. `onFailed` is told `tabs/locks-absent` where the browser refuses them.
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
    onFailed(new WeftError('tabs/locks-absent', `Web Locks refused: ${message}`));
  });
  return () => release();
}
