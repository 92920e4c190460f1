import { WALLET_FOLDER } from './support/paths.ts';
import { buildWallet } from './wallet/build-wallet.ts';

/** Runs once before all tests. Only Playwright's configuration may ask for a default export. */
export default async function globalSetup(): Promise<void> {
  await buildWallet(WALLET_FOLDER);
}
