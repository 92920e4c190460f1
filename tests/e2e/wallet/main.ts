import { buildWallet } from './build-wallet.ts';

// `npm run wallet`: the extension, for whoever has no MetaMask at hand.

const FOLDER = '.weft/test-wallet';

await buildWallet(FOLDER);
console.log(`The wallet for tests is in ${FOLDER}. In Chromium: chrome://extensions, switch on
Developer mode, Load unpacked, choose that folder. Then open the site and connect.
Everybody knows its accounts: use it on a local network only.`);
