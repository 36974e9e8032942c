package dev.notifier.api.http;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;

/**
 * Reads the headers If-Match and If-None-Match (RFC 9110, 13.1.1 and 13.1.2) for resources whose
 * ETag is their version.
 */
public final class IfMatch {
  /** The version of a resource that does not exist. */
  private static final int NONE = 0;

  /** No resource has this version. */
  private static final int IMPOSSIBLE = -1;

  private static final String ANY = "*";

  /** One entity tag of a list, with the comma after it (RFC 9110, 8.8.3). */
  private static final Pattern TAG =
      Pattern.compile("(W/)?\"([\\x21\\x23-\\x7e\\x80-\\xff]*)\"[ \\t]*(?:,[ \\t,]*|$)");

  private static final Pattern VERSION = Pattern.compile("[1-9][0-9]{0,8}");

  private IfMatch() {}

  /**
   * The version that a request expects: a version that does not exist if no version can match, 0 if
   * the resource must not exist; empty without a condition.
   *
   * @param current the present version, 0 if there is none; called only if the header needs it
   * @throws ProblemException if a header is invalid
   */
  public static Optional<Integer> version(HttpServletRequest request, IntSupplier current) {
    Optional<String> ifMatch = header(request, HttpHeaders.IF_MATCH);
    Optional<String> ifNoneMatch = header(request, HttpHeaders.IF_NONE_MATCH);
    if (ifMatch.isPresent() && ifNoneMatch.isPresent()) {
      throw invalid("If-Match and If-None-Match exclude each other. Send one of them.");
    }
    if (ifNoneMatch.isPresent()) {
      if (!ifNoneMatch.get().equals(ANY)) {
        throw invalid("If-None-Match is not supported with a version. Send * or omit it.");
      }
      return Optional.of(NONE);
    }
    return ifMatch.map(header -> expected(header, current));
  }

  /**
   * The one version that a request expects, for changes whose caller must have read what it
   * changes; empty without a condition.
   *
   * @throws ProblemException if a header is invalid, or If-Match has a star or several tags
   */
  public static Optional<Integer> single(HttpServletRequest request) {
    header(request, HttpHeaders.IF_MATCH)
        .filter(header -> !isSingle(header))
        .ifPresent(_ -> {
          throw invalid("If-Match must be one entity tag. Send the ETag that you have read.");
        });
    return version(request, () -> IMPOSSIBLE);
  }

  private static boolean isSingle(String header) {
    return VERSION.matcher(header).matches() || TAG.matcher(header).matches();
  }

  private static int expected(String header, IntSupplier current) {
    if (header.equals(ANY)) {
      int version = current.getAsInt();
      return version == NONE ? IMPOSSIBLE : version;
    }
    List<Integer> versions = versions(header);
    if (versions.size() > 1) {
      int version = current.getAsInt();
      return versions.contains(version) ? version : IMPOSSIBLE;
    }
    return versions.isEmpty() ? IMPOSSIBLE : versions.getFirst();
  }

  /** The versions of a list; weak tags and tags of other resources never match. */
  private static List<Integer> versions(String header) {
    // A version without quotes is accepted: many tools drop them.
    if (VERSION.matcher(header).matches()) {
      return List.of(Integer.valueOf(header));
    }
    List<Integer> versions = new ArrayList<>();
    Matcher tag = TAG.matcher(header);
    int end = 0;
    while (end < header.length() && tag.find(end) && tag.start() == end) {
      end = tag.end();
      if (tag.group(1) == null && VERSION.matcher(tag.group(2)).matches()) {
        versions.add(Integer.valueOf(tag.group(2)));
      }
    }
    if (end < header.length() || header.isEmpty()) {
      throw invalid("If-Match is not a list of entity tags. Send the ETag of the resource.");
    }
    return versions;
  }

  /** Several lines of a header are one list. */
  private static Optional<String> header(HttpServletRequest request, String name) {
    List<String> lines = Collections.list(request.getHeaders(name));
    return lines.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", lines).strip());
  }

  private static ProblemException invalid(String detail) {
    return new ProblemException(Problem.of(ErrorCode.INVALID_PARAMETER, detail));
  }
}
