/** Three warp threads and one pass: over the middle one. */
export function Mark({ size = 24 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden="true">
      <g fill="currentColor">
        <rect x="3.5" y="2" width="3" height="20" rx="1.5" />
        <rect x="10.5" y="2" width="3" height="6" rx="1.5" />
        <rect x="10.5" y="16" width="3" height="6" rx="1.5" />
        <rect x="17.5" y="2" width="3" height="20" rx="1.5" />
      </g>
      <path
        d="M1 12h1M8.6 12h6.8M22 12h1"
        strokeWidth="4"
        strokeLinecap="round"
        className="stroke-dye-3"
      />
    </svg>
  );
}
