// Izvor's mark: water that comes up out of the ground, drop over rings.
export const Mark = () => (
  <svg class="izvor-mark" viewBox="0 0 40 40" width="40" height="40" aria-hidden="true" focusable="false">
    <path
      class="izvor-mark__drop"
      d="M20 3c5.2 6.1 8.5 10.4 8.5 14.6a8.5 8.5 0 0 1-17 0C11.5 13.400 14.800 9.100 20 3z"
    />
    <g fill="none" stroke="currentColor" stroke-linecap="round" stroke-width="3">
      <path d="M11.500 26.500c1.900 2.400 5 3.800 8.500 3.800s6.600-1.400 8.500-3.800" />
      <path d="M5 27.500c2.500 6 8.300 9.700 15 9.700s12.500-3.700 15-9.700" />
    </g>
  </svg>
)
