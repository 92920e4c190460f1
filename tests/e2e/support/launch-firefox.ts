import { type Browser, launch } from 'puppeteer-core';
import { firefoxPath } from './paths.ts';

/**
 * A Firefox of its own profile over WebDriver BiDi. The two preferences let two browsers of one
 * machine find each other: peers on loopback, and candidates that name addresses instead of
 * multicast names nobody answers for.
 */
export async function launchFirefox(): Promise<Browser> {
  const executablePath = firefoxPath();
  return launch({
    browser: 'firefox',
    ...(executablePath && { executablePath }),
    headless: true,
    extraPrefsFirefox: {
      'media.peerconnection.ice.loopback': true,
      'media.peerconnection.ice.obfuscate_host_addresses': false,
    },
  });
}
