import type { ReactNode } from 'react';
import { messages } from '../messages.ts';

const words = messages.loom.legend;

/** How to read the cloth. */
export function LoomLegend() {
  return (
    <ul className="flex flex-wrap gap-x-[26px] gap-y-2 border-t border-hairline px-6 py-3.5 text-xs text-ink-2 max-desk:flex-col max-desk:px-4">
      <Entry label={words.over}>
        <rect x="11" width="5" height="14" rx="2" className="fill-warp" />
        <rect y="2.5" width="26" height="9" className="fill-ground" />
        <rect y="4" width="26" height="6" rx="3" className="fill-dye-3" />
      </Entry>
      <Entry label={words.under}>
        <rect y="4" width="26" height="6" rx="3" className="fill-dye-3" />
        <rect x="9" y="2" width="9" height="10" className="fill-ground" />
        <rect x="11" width="5" height="14" rx="2" className="fill-warp" />
      </Entry>
      <Entry label={words.thickness}>
        <rect x="4" width="2" height="14" rx="1" className="fill-warp" />
        <rect x="15" width="7" height="14" rx="3" className="fill-warp" />
      </Entry>
      <Entry label={words.turn}>
        <path d="M0 3h16a4 4 0 010 8H0" fill="none" strokeWidth="4" className="stroke-dye-3" />
      </Entry>
    </ul>
  );
}

function Entry({ label, children }: { label: string; children: ReactNode }) {
  return (
    <li className="inline-flex items-center gap-2">
      <svg width="26" height="14" aria-hidden="true">
        {children}
      </svg>
      {label}
    </li>
  );
}
