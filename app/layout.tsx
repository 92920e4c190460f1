import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';
import { geistMono, instrumentSans } from '../lib/ui/fonts.ts';
import { messages } from '../lib/ui/messages.ts';
import { Frame } from './_parts/frame.tsx';
import './globals.css';

export const metadata: Metadata = {
  title: { default: messages.site.title, template: messages.pageTitle('%s') },
  description: messages.site.description,
};

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  viewportFit: 'cover',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f6f5f0' },
    { media: '(prefers-color-scheme: dark)', color: '#101211' },
  ],
};

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en" className={`${instrumentSans.variable} ${geistMono.variable}`}>
      <body>
        <Frame>{children}</Frame>
      </body>
    </html>
  );
}
