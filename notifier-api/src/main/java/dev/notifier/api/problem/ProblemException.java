package dev.notifier.api.problem;

/** Ends a call with a problem from deep inside it. Carries no stack trace: it is an answer. */
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
