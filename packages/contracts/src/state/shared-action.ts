/** The shape of the actions that cross teams; which there are says `TeamAction`. */
export interface SharedAction<Type extends string = string, Payload = unknown> {
  readonly type: Type;
  readonly payload: Payload;
}
