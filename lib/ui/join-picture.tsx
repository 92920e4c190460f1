import { X } from 'lucide-react';
import { Mark } from './mark.tsx';
import { WalletIcon } from './wallet-icon.tsx';

const BADGE =
  'grid size-12 place-items-center rounded-[14px] border border-hairline bg-cloth-raised';

/** A thread between a wallet and this page: slack while it is asked, cut when it said no. */
export function JoinPicture({ icon, isCut }: { icon?: string | undefined; isCut: boolean }) {
  return (
    <div aria-hidden="true" className="mt-1.5 mb-2.5 flex items-center">
      <span className={BADGE}>
        <WalletIcon icon={icon} />
      </span>
      <svg width="92" height="24" viewBox="0 0 92 24" aria-hidden="true">
        <path
          d={
            isCut
              ? 'M0 12h22c6 0 8 5 12 8M92 12H68c-5 0-7-5-11-8'
              : 'M0 10c16 0 16 10 30 10S50 4 64 4s14 8 28 8'
          }
          fill="none"
          strokeWidth="5"
          strokeLinecap="round"
          className={isCut ? 'stroke-warp-lit' : 'stroke-dye-2'}
        />
      </svg>
      <span className={BADGE}>{isCut ? <X size={20} /> : <Mark size={28} />}</span>
    </div>
  );
}
