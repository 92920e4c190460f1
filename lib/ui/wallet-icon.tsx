import { Wallet } from 'lucide-react';

/** The picture a wallet gives of itself. Only data URLs are drawn: nothing is fetched for it. */
export function WalletIcon({ icon, size = 36 }: { icon?: string | undefined; size?: number }) {
  if (!icon?.startsWith('data:image/')) {
    return (
      <span
        className="grid flex-none place-items-center rounded-[10px] bg-cloth-sunken text-ink-2"
        style={{ width: size, height: size }}
      >
        <Wallet size={size / 2} aria-hidden="true" />
      </span>
    );
  }
  return (
    // biome-ignore lint/performance/noImgElement: a data URL needs no optimizing
    <img src={icon} alt="" width={size} height={size} className="flex-none rounded-[10px]" />
  );
}
