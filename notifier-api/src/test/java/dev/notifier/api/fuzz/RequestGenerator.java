package dev.notifier.api.fuzz;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Generates requests of all kinds for operations; the same seed gives the same requests. Not
 * thread-safe.
 */
public final class RequestGenerator {
  private final Random random;
  private final int valuesPerField;
  private final Shares shares;
  private final Set<String> kinds = new HashSet<>();
  private int next;

  /**
   * In how many shares requests are divided; each operation gets the next one, and the first
   * request of each kind.
   *
   * @param general of those that are wrong for any operation
   * @param own of those that are made for the operation
   */
  public record Shares(int general, int own) {}

  /**
   * @param valuesPerField how many of the wrong values each field of a body gets
   */
  public RequestGenerator(long seed, int valuesPerField, Shares shares) {
    this.random = new Random(seed);
    this.valuesPerField = valuesPerField;
    this.shares = shares;
  }

  /**
   * The next share of the requests for an operation.
   *
   * @param key an API key, or the token of a session
   */
  public List<RawRequest> requests(Operation operation, String key) {
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
    for (int i = 0; i < requests.size(); i++) {
      RawRequest request = requests.get(i);
      boolean isFirst = kinds.add(request.kind());
      if (isFirst || i % parts == next % parts) {
        share.add(request);
      }
    }
    return share;
  }
}
