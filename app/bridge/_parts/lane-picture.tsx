/** Threads of a lane: pooled in one cloth, or one piece held by itself. */
export function LanePicture({ lane }: { lane: 'gateway' | 'vault' }) {
  return (
    <svg viewBox="0 0 160 44" aria-hidden="true" className="my-3 h-11 w-full rounded-chip">
      {[30, 47, 64, 81, 98, 115].map((x) => (
        <rect key={x} x={x} y="2" width="4" height="40" rx="2" className="fill-warp" />
      ))}
      {lane === 'gateway' ? (
        <rect x="18" y="15" width="124" height="14" rx="7" className="fill-dye-3" />
      ) : (
        <>
          <path d="M18 22h124" className="stroke-dye-3" strokeWidth="6" strokeLinecap="round" />
          <circle cx="80" cy="22" r="14" className="fill-ground stroke-dye-3" strokeWidth="5" />
          <circle cx="80" cy="22" r="4.5" className="fill-dye-3" />
        </>
      )}
    </svg>
  );
}
