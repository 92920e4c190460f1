import { readdirSync } from 'node:fs';
import { type BrowserContext, chromium, type Page } from '@playwright/test';
import { WeftError } from '../../../lib/core/errors.ts';
import { type LaunchedBrowser, launchSleeper } from './launch-sleeper.ts';
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
  /** Its pages sleep as a person's do, and cannot be dressed in colours and sizes. */
  maySleep?: boolean;
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

const DESKTOP = { width: 1440, height: 900 };

export async function launchProfile(options: ProfileOptions): Promise<Profile> {
  const { wallet = true, maySleep = false } = options;
  const switches = [...SWITCHES, ...(wallet ? walletSwitches() : []), ...(options.switches ?? [])];
  const browser = maySleep
    ? await launchSleeper(options.folder, switches)
    : await launchAwake(options, switches);
  const { context } = browser;
  const page = context.pages()[0] ?? (await context.newPage());
  return {
    context,
    page,
    wallet: createWalletControl(context),
    close: () => browser.close(),
    async kill() {
      const closed = new Promise((resolve) => context.once('close', resolve));
      process.kill(browserId(options.folder), 'SIGKILL');
      await closed;
    },
  };
}

async function launchAwake(
  { folder, wallet = true, colorScheme = 'light', viewport = DESKTOP }: ProfileOptions,
  args: string[],
): Promise<LaunchedBrowser> {
  const executablePath = chromiumPath();
  const context = await chromium.launchPersistentContext(folder, {
    ...(executablePath && { executablePath }),
    headless: false,
    colorScheme,
    viewport,
    args,
    ignoreDefaultArgs: wallet ? ['--disable-extensions'] : [],
  });
  return { context, close: () => context.close() };
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
