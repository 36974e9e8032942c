package dev.notifier.contracts;

/** What a message is for; decides what happens when nobody knows whether the carrier took it. */
public enum Category {
  /** A code that is worthless in minutes. */
  OTP(true),
  /** A notice about the recipient's own case, card or contribution. */
  SERVICE(true),
  /** Information for everybody; can be refused by the recipient. */
  GENERAL_INFO(false),
  /** Advertising under Decree 91/2020/ND-CP. */
  ADVERTISING(false);

  private final boolean resentWhenUnconfirmed;

  Category(boolean resentWhenUnconfirmed) {
    this.resentWhenUnconfirmed = resentWhenUnconfirmed;
  }

  /**
   * Whether a submission whose answer was lost is sent once more. The alternative is to hold it:
   * not told at all is then the smaller harm than told twice.
   */
  public boolean resentWhenUnconfirmed() {
    return resentWhenUnconfirmed;
  }
}
