package dev.notifier.contracts;

/** The purpose of a message. It decides what happens to an unconfirmed submission. */
public enum Category {
  /** A one-time code, worthless after minutes. */
  OTP(true),
  /** A notice about the recipient's own case, card or contribution. */
  SERVICE(true),
  /** General information; recipients can opt out. */
  GENERAL_INFO(false),
  /** Advertising under Decree 91/2020/ND-CP. */
  ADVERTISING(false);

  private final boolean resentWhenUnconfirmed;

  Category(boolean resentWhenUnconfirmed) {
    this.resentWhenUnconfirmed = resentWhenUnconfirmed;
  }

  /**
   * Whether a submission without a response is sent once more. Otherwise it is held, because a
   * missing message does less harm than a duplicate.
   */
  public boolean resentWhenUnconfirmed() {
    return resentWhenUnconfirmed;
  }
}
