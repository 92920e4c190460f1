import { createTestClient, http } from 'viem';

/** Ethereum makes no block while this runs: what is sent waits. */
export async function holdBlocks(ethereumUrl: string, meanwhile: () => Promise<void>) {
  const anvil = createTestClient({ mode: 'anvil', transport: http(ethereumUrl) });
  await anvil.setAutomine(false);
  try {
    await meanwhile();
  } finally {
    await anvil.setAutomine(true);
  }
}
