import localFont from 'next/font/local';

/** Words and numbers. */
export const instrumentSans = localFont({
  src: './fonts/instrument-sans.woff2',
  weight: '400 700',
  variable: '--font-instrument-sans',
  display: 'swap',
});

/** Hashes, addresses and code only. */
export const geistMono = localFont({
  src: './fonts/geist-mono.woff2',
  weight: '100 900',
  variable: '--font-geist-mono',
  display: 'swap',
});
