package org.connectme.gateway.http;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.connectme.gateway.http.PrefixRegistry.Lookup;
import org.connectme.wire.http.Endpoint;
import org.connectme.wire.http.Request;
import org.connectme.wire.http.Response;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletName;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every request but the sockets': finds who answers it, and answers itself where nobody does. */
@Component(service = Servlet.class)
@HttpWhiteboardServletName("connectme")
@HttpWhiteboardServletPattern("/*")
public final class RequestServlet extends HttpServlet {

    private static final Logger logger = LoggerFactory.getLogger(RequestServlet.class);
    private static final long serialVersionUID = 1L;
    private static final long PATIENCE_MILLIS = 2_000;
    /** More than so many waiting requests would leave no thread for the others. */
    private static final int MAX_WAITING = 64;

    private final transient Door door;
    private final transient Endpoints endpoints;
    private final transient Shelf shelf;
    private final transient Operators operators;
    private final transient Metrics metrics;
    private final transient Semaphore waiting = new Semaphore(MAX_WAITING);

    @Activate
    public RequestServlet(
            @Reference Door door,
            @Reference Endpoints endpoints,
            @Reference Shelf shelf,
            @Reference Operators operators,
            @Reference Metrics metrics) {
        this.door = door;
        this.endpoints = endpoints;
        this.shelf = shelf;
        this.operators = operators;
        this.metrics = metrics;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Response answer;
        try {
            answer = answer(request);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            answer = Problems.replacing();
        } catch (RuntimeException | LinkageError e) {
            logger.error("A request could not be answered.", e);
            answer = Problems.serverError();
        }
        door.answer(request, response, Pages.forPeople(request, answer));
    }

    private Response answer(HttpServletRequest request) throws IOException, InterruptedException {
        Door.Entry entry = door.enter(request);
        if (entry instanceof Door.Refused refused) {
            return refused.response();
        }
        Request head = ((Door.Entered) entry).request();
        boolean hasBody = request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
        Optional<Response> refusal = door.refuseChange(head, hasBody);
        if (refusal.isPresent() && !isForServers(head.path())) {
            return refusal.get();
        }
        Lookup<Endpoint> lookup = find(head.path());
        if (lookup instanceof Lookup.Found<Endpoint> found) {
            return answer(request, head, found.service());
        }
        if (lookup instanceof Lookup.Away) {
            return Problems.replacing();
        }
        if (!head.method().equals("GET") && !head.method().equals("HEAD")) {
            return Problems.notFound();
        }
        Optional<Response> own = operators.answer(head);
        return own.isPresent() ? own.get() : page(head);
    }

    private Response answer(HttpServletRequest request, Request head, Endpoint endpoint) throws IOException {
        BodyReader.Body body = BodyReader.read(request, endpoint.maxBodyBytes());
        if (body instanceof BodyReader.Body.Refused refused) {
            return refused.response();
        }
        long start = System.nanoTime();
        try {
            return endpoint.handle(new Request(
                    head.method(),
                    head.path(),
                    head.query(),
                    head.headers(),
                    head.cookies(),
                    ((BodyReader.Body.Read) body).bytes(),
                    head.address(),
                    head.secure()));
        } finally {
            metrics.handled(System.nanoTime() - start);
        }
    }

    /** Without waiting for one that is away: another server calls again, another's page must not. */
    private boolean isForServers(String path) throws InterruptedException {
        return endpoints.find(path, 0, TimeUnit.MILLISECONDS) instanceof Lookup.Found<Endpoint> found
                && found.service().isForServers();
    }

    private Response page(Request head) throws InterruptedException {
        boolean mayWait = waiting.tryAcquire();
        try {
            return shelf.answer(head, mayWait ? PATIENCE_MILLIS : 0, TimeUnit.MILLISECONDS)
                    .orElseGet(Problems::notFound);
        } finally {
            release(mayWait);
        }
    }

    private Lookup<Endpoint> find(String path) throws InterruptedException {
        boolean mayWait = waiting.tryAcquire();
        try {
            return endpoints.find(path, mayWait ? PATIENCE_MILLIS : 0, TimeUnit.MILLISECONDS);
        } finally {
            release(mayWait);
        }
    }

    private void release(boolean acquired) {
        if (acquired) {
            waiting.release();
        }
    }
}
