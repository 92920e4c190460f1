import type { Page } from '@playwright/test';
import type { HDAccount, Hex } from 'viem';
import { QA_SESSION_ACTIONS } from '../../../lib/client/qa/actions.ts';
import type { WeftWindow } from './node-page.ts';
import { tryAction } from './try-action.ts';

interface KeyWindow extends WeftWindow {
  plantedKeys: CryptoKeyPair;
}

/**
 * Gives the browser a session with terms that its page would offer nobody, such as some seconds:
 * the key is its own, the wallet's signature comes from elsewhere. The page knows of it once it is
 * loaded again.
 */
export async function plantSession(
  page: Page,
  owner: HDAccount,
  { spendMaxWei = 0n, validForMs = 3_600_000 }: { spendMaxWei?: bigint; validForMs?: number },
): Promise<void> {
  const account = owner.address.toLowerCase() as Hex;
  const publicKey = await page.evaluate(async () => {
    const curve = { name: 'ECDSA', namedCurve: 'P-256' };
    const keys = await crypto.subtle.generateKey(curve, false, ['sign', 'verify']);
    (window as unknown as KeyWindow).plantedKeys = keys;
    const point = new Uint8Array(await crypto.subtle.exportKey('raw', keys.publicKey));
    return `0x${[...point].map((byte) => byte.toString(16).padStart(2, '0')).join('')}` as const;
  });
  const actions = QA_SESSION_ACTIONS;
  const openedMs = Date.now();
  const expiresMs = openedMs + validForMs;
  const values = { publicKey, actions: actions.join(' '), spendMaxWei };
  const { code, hash: openedBy } = await tryAction(page, {
    ...{ from: owner, primaryType: 'SessionOpen' },
    values: { ...values, expiresMs: BigInt(expiresMs) },
  });
  if (code !== 'done') throw new RangeError(`the session was not opened: ${code}`);
  const kept = { account, publicKey, actions, spendMaxWei, expiresMs, openedBy, openedMs };
  await page.evaluate(async (session) => {
    const { weft, plantedKeys: keys } = window as unknown as KeyWindow;
    const { value } = await weft.query('session', 'list', { account: session.account });
    const views = value as { id: Hex; publicKey: Hex }[];
    const id = views.find(({ publicKey: key }) => key === session.publicKey)?.id;
    const { chainId } = await weft.chain();
    const opening = indexedDB.open(`weft-sessions-${chainId}`, 1);
    opening.onupgradeneeded = () => {
      opening.result.createObjectStore('sessions', { keyPath: 'account' });
      opening.result.createObjectStore('trial');
    };
    await new Promise((resolve) => {
      opening.onsuccess = resolve;
    });
    const writing = opening.result.transaction('sessions', 'readwrite');
    writing.objectStore('sessions').put({ ...session, id, keys, nonce: 0n });
    await new Promise((resolve) => {
      writing.oncomplete = resolve;
    });
    opening.result.close();
  }, kept);
}
