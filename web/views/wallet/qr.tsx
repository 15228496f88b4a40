// A code that a phone scans: dark squares on a white ground in every theme, for that is what scanners look for.
import { encode } from 'uqr'

/** ISO/IEC 18004, 6.3.8: a quiet zone of four modules. */
const QUIET = 4

export const Qr = ({ text, label }: { readonly text: string; readonly label: string }) => {
  const { data, size } = encode(text, { border: QUIET, ecc: 'L' })
  const path = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join('')
  return (
    <svg class="izvor-qr" role="img" aria-label={label} viewBox={`0 0 ${size} ${size}`} shape-rendering="crispEdges">
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  )
}
