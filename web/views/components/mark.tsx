// Izvor's mark: water that comes up out of the ground, drop over rings.
export const Mark = () => (
  <svg class="izvor-mark" viewBox="0 0 40 40" width="40" height="40" aria-hidden="true" focusable="false">
    <path class="izvor-mark__drop" d="M20 3c5.2 6.1 8.5 10.4 8.5 14.6a8.5 8.5 0 0 1-17 0C11.5 13.4 14.8 9.1 20 3z" />
    <g fill="none" stroke="currentColor" stroke-linecap="round" stroke-width="3">
      <path d="M11.5 26.5c1.9 2.4 5 3.8 8.5 3.8s6.6-1.4 8.5-3.8" />
      <path d="M5 27.5c2.5 6 8.3 9.7 15 9.7s12.5-3.7 15-9.7" />
    </g>
  </svg>
)
