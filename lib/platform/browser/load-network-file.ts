import { errorObjectFrom, WeftError } from '../../core/errors.ts';
import { MAX_NETWORK_FILE_BYTES } from '../../core/limits.ts';
import { type NetworkFile, networkFileFromJson } from '../../node/network-file.ts';

/**
 * Errors: `network-file/missing` (not there, or no way to it), `network-file/too-large`,
 * `network-file/malformed`.
 */
export async function loadNetworkFile(url: string): Promise<NetworkFile> {
  const text = await textFrom(url);
  if (text.length > MAX_NETWORK_FILE_BYTES) {
    throw new WeftError('network-file/too-large', 'the network file is too large', {
      limitBytes: MAX_NETWORK_FILE_BYTES,
    });
  }
  return networkFileFromJson(jsonFrom(text));
}

async function textFrom(url: string): Promise<string> {
  try {
    const response = await fetch(url, { cache: 'no-cache' });
    if (response.ok) return await response.text();
    throw new WeftError('network-file/missing', `${url}: ${response.status}`, {
      url,
      status: response.status,
    });
  } catch (thrown) {
    if (thrown instanceof WeftError) throw thrown;
    const { message } = errorObjectFrom(thrown);
    throw new WeftError('network-file/missing', `${url}: ${message}`, { url });
  }
}

function jsonFrom(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new WeftError('network-file/malformed', 'network file: no JSON', { field: '' });
  }
}
