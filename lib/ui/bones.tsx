const WIDTHS = ['82%', '64%', '74%', '58%', '70%'];

/** Keeps the shape of what comes; the reason is written, not drawn. */
export function Bones({ rows = 3, reason }: { rows?: number; reason: string }) {
  return (
    <div aria-busy="true" className="grid gap-4">
      <p className="text-xs text-ink-2">{reason}</p>
      {Array.from({ length: rows }, (_, i) => WIDTHS[i % WIDTHS.length]).map((width, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: bones are interchangeable
        <div key={i} className="flex items-center gap-2.5" aria-hidden="true">
          <span className="size-5 flex-none rounded-chip bg-hairline" />
          <span className="h-3 rounded-chip bg-hairline" style={{ width }} />
        </div>
      ))}
    </div>
  );
}
