package dev.notifier.api.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Generates requests of all kinds for an operation; the same seed gives the same requests. */
public final class RequestGenerator {
  private final String key;
  private final Random random;
  private final int valuesPerField;
  private final Shares shares;
  private int next;

  /**
   * In how many shares requests are divided; each operation gets the next one.
   *
   * @param general of those that are wrong for any operation
   * @param own of those that are made for the operation
   */
  public record Shares(int general, int own) {}

  /**
   * @param key an API key
   * @param valuesPerField how many of the wrong values each field of a body gets
   */
  public RequestGenerator(String key, long seed, int valuesPerField, Shares shares) {
    this.key = key;
    this.random = new Random(seed);
    this.valuesPerField = valuesPerField;
    this.shares = shares;
  }

  public List<RawRequest> requests(Operation operation) {
    Requests general = new Requests(operation, key, random);
    LineKinds.add(general);
    HeaderKinds.add(general);
    FramingKinds.add(general);
    TargetKinds.addGeneral(general);
    BodyKinds.addForms(general);
    Requests own = new Requests(operation, key, random);
    TargetKinds.add(own);
    BodyKinds.add(own);
    FieldKinds.add(own, valuesPerField);
    YamlKinds.add(own);
    List<RawRequest> all = new ArrayList<>(share(own.collected(), shares.own()));
    all.addAll(share(general.collected(), shares.general()));
    next++;
    return all;
  }

  private List<RawRequest> share(List<RawRequest> requests, int parts) {
    List<RawRequest> share = new ArrayList<>();
    for (int i = next % parts; i < requests.size(); i += parts) {
      share.add(requests.get(i));
    }
    return share;
  }
}
