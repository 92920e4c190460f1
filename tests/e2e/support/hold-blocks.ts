import { createTestClient, http } from 'viem';

/** Ethereum makes no block while this runs, but those that are asked for: what is sent waits. */
export async function holdBlocks(
  ethereumUrl: string,
  meanwhile: (mineBlock: () => Promise<void>) => Promise<void>,
) {
  const anvil = createTestClient({ mode: 'anvil', transport: http(ethereumUrl) });
  await anvil.setAutomine(false);
  try {
    await meanwhile(() => anvil.mine({ blocks: 1 }));
  } finally {
    await anvil.setAutomine(true);
  }
}
