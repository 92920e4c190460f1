import { expect, type Page } from '@playwright/test';
import { statusOf } from './node-page.ts';

const MEET_MS = 45_000;

/** Waits until each page has a direct WebRTC connection to every other one. */
export async function expectDirectlyConnected(pages: readonly Page[]): Promise<void> {
  const ids = (await Promise.all(pages.map(statusOf))).map(({ peerId }) => peerId);
  for (const [index, page] of pages.entries()) {
    const others = ids.filter((_, other) => other !== index);
    await expect
      .poll(async () => directPeerIds(await statusOf(page)), {
        message: `tab ${index + 1} is connected directly to the other tabs`,
        timeout: MEET_MS,
      })
      .toEqual(expect.arrayContaining(others));
  }
}

function directPeerIds({ peers }: Awaited<ReturnType<typeof statusOf>>): string[] {
  return peers
    .filter(({ direct, transport }) => direct && transport === 'webrtc')
    .map(({ id }) => id);
}
