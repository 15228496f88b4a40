// How the persons of a register stand to each other: a look at somebody close is told apart from one at a stranger.
export interface Closeness {
  /** Fields that name a relative. */
  readonly kin: readonly string[]
  /** Fields that refer to the building in which somebody lives. */
  readonly near: readonly string[]
  /** The field of a building's own record that names its street. */
  readonly through: string
}
