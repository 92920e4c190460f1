import { readdirSync } from 'node:fs';
import { type BrowserContext, chromium, type Page } from '@playwright/test';
import { WeftError } from '../../../lib/core/errors.ts';
import { chromiumPath, WALLET_FOLDER } from './paths.ts';
import { commandLine } from './processes.ts';
import { createWalletControl, type WalletControl } from './wallet-control.ts';

export interface ProfileOptions {
  /** Folder of the browser profile; opening it again continues with its storage. */
  folder: string;
  /** False for a browser without any wallet. */
  wallet?: boolean;
  colorScheme?: 'light' | 'dark';
  viewport?: { width: number; height: number };
  /** More switches for the browser. */
  switches?: string[];
}

/** One person's browser: its own process, storage and wallet. */
export interface Profile {
  context: BrowserContext;
  page: Page;
  wallet: WalletControl;
  close(): Promise<void>;
  /** Ends the browser without warning. */
  kill(): Promise<void>;
}

const SWITCHES = [
  // The new headless mode is the whole browser, with extensions and their windows.
  '--headless=new',
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  // A phone's lie over the page and take no room.
  '--hide-scrollbars',
];

export async function launchProfile(options: ProfileOptions): Promise<Profile> {
  const { wallet = true, colorScheme = 'light', viewport = { width: 1440, height: 900 } } = options;
  const executablePath = chromiumPath();
  const context = await chromium.launchPersistentContext(options.folder, {
    ...(executablePath && { executablePath }),
    headless: false,
    colorScheme,
    viewport,
    args: [...SWITCHES, ...(wallet ? walletSwitches() : []), ...(options.switches ?? [])],
    ignoreDefaultArgs: wallet ? ['--disable-extensions'] : [],
  });
  const page = context.pages()[0] ?? (await context.newPage());
  return {
    context,
    page,
    wallet: createWalletControl(context),
    close: () => context.close(),
    async kill() {
      const closed = new Promise((resolve) => context.once('close', resolve));
      process.kill(browserId(options.folder), 'SIGKILL');
      await closed;
    },
  };
}

/** The browser's own process: those of its pages name their type. */
function browserId(profileFolder: string): number {
  const id = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .find((each) => {
      const words = commandLine(each);
      const isChild = words.some((word) => word.startsWith('--type='));
      return !isChild && words.includes(`--user-data-dir=${profileFolder}`);
    });
  if (id === undefined) throw new WeftError('tests/profile', `no browser runs on ${profileFolder}`);
  return id;
}

function walletSwitches(): string[] {
  return [
    `--disable-extensions-except=${WALLET_FOLDER}`,
    `--load-extension=${WALLET_FOLDER}`,
    '--disable-features=DisableLoadExtensionCommandLineSwitch',
  ];
}
