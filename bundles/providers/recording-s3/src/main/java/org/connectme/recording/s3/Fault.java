package org.connectme.recording.s3;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** What the service, or the way to it, made of a request. Its message is for operators: no key, no content. */
final class Fault extends Exception {

    private static final long serialVersionUID = 1L;

    private static final Set<String> FULL =
            Set.of("QuotaExceeded", "XMinioStorageFull", "XMinioAdminBucketQuotaExceeded", "InsufficientStorage");
    private static final Set<String> BUSY =
            Set.of("SlowDown", "ServiceUnavailable", "TooManyRequests", "Throttling", "RequestLimitExceeded");
    private static final Set<String> REGION =
            Set.of("AuthorizationHeaderMalformed", "PermanentRedirect", "IllegalLocationConstraintException");

    enum Kind {
        /** There is no such object or upload, or nothing in that range of it. */
        GONE,
        /** No room. */
        FULL,
        /** Certainly not done, and another try will not help. */
        REFUSED,
        /** Certainly not done; another try may help. */
        BUSY,
        /** Nobody knows. */
        UNKNOWN
    }

    private final Kind kind;
    private final String code;

    private Fault(Kind kind, String code, String message) {
        super(message);
        this.kind = kind;
        this.code = code;
    }

    static Fault of(SdkException e) {
        if (e instanceof AwsServiceException answer) {
            String said = Optional.ofNullable(answer.awsErrorDetails())
                    .map(details -> details.errorCode())
                    .filter(text -> text.matches("\\w{1,80}"))
                    .orElse("no code");
            return of(answer.statusCode(), said);
        }
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException
                    || cause instanceof UnknownHostException
                    || cause instanceof NoRouteToHostException) {
                return new Fault(Kind.BUSY, "no-connection", "No connection to the service");
            }
        }
        // Its message can quote what came.
        return new Fault(Kind.UNKNOWN, "no-answer", "No answer: " + e.getClass().getSimpleName());
    }

    private static Fault of(int status, String said) {
        String message = "The service answered " + status + ", " + said;
        if (status == 507 || FULL.contains(said)) {
            return new Fault(Kind.FULL, "full", message);
        } else if (said.equals("NoSuchBucket")) {
            return new Fault(Kind.REFUSED, "no-bucket", message);
        } else if (said.equals("RequestTimeTooSkewed")) {
            return new Fault(Kind.BUSY, "clock", message);
        } else if (status == 301 || REGION.contains(said)) {
            return new Fault(Kind.REFUSED, "region", message);
        } else if (status == 404 || status == 416) {
            return new Fault(Kind.GONE, "gone", message);
        } else if (status == 429 || status == 503 || BUSY.contains(said)) {
            return new Fault(Kind.BUSY, "busy", message);
        } else if (status == 401 || status == 403) {
            return new Fault(Kind.REFUSED, "access", message);
        } else if (status >= 500 || said.equals("RequestTimeout")) {
            return new Fault(Kind.UNKNOWN, "service", message);
        }
        return new Fault(Kind.REFUSED, "refused", message);
    }

    /** The same, of a request of which an earlier try may have been done. */
    Fault afterUnknown() {
        return kind == Kind.REFUSED || kind == Kind.BUSY ? new Fault(Kind.UNKNOWN, code, getMessage()) : this;
    }

    /** The same, of work of which a part was done before. */
    Fault inTheMiddle() {
        return kind == Kind.UNKNOWN ? this : new Fault(Kind.UNKNOWN, code, getMessage());
    }

    boolean mayPass() {
        return kind == Kind.BUSY || kind == Kind.UNKNOWN;
    }

    Kind kind() {
        return kind;
    }

    String code() {
        return code;
    }
}
