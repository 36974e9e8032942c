package dev.notifier.api.problem;

/** Ends a request with a problem document. Has no stack trace, because it reports no defect. */
public final class ProblemException extends RuntimeException {
  private final transient Problem problem;

  public ProblemException(Problem problem) {
    super(problem.code(), null, false, false);
    this.problem = problem;
  }

  public ProblemException(ErrorCode code) {
    this(Problem.of(code));
  }

  public Problem problem() {
    return problem;
  }
}
