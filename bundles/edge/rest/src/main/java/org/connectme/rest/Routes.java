package org.connectme.rest;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.connectme.wire.http.Request;
import org.connectme.wire.http.Response;

/** A table of method, path and handler. {@code {id}} in a path stands for one segment, handed over in order. */
final class Routes {

    private final List<Route> routes = new ArrayList<>();

    /** What answers one route. */
    interface Handler {
        /** @param segments what stood for the path's variables */
        Response handle(Request request, List<String> segments);
    }

    private record Route(String method, Pattern path, Handler handler) {}

    Routes get(String path, Function<Request, Response> handler) {
        return add("GET", path, (request, segments) -> handler.apply(request));
    }

    Routes post(String path, Function<Request, Response> handler) {
        return add("POST", path, (request, segments) -> handler.apply(request));
    }

    Routes add(String method, String path, Handler handler) {
        String regex = path.replaceAll("\\{\\w+}", "([^/]{1,80})");
        routes.add(new Route(method, Pattern.compile(regex), handler));
        return this;
    }

    Response handle(Request request) {
        Set<String> allowed = new TreeSet<>();
        for (Route route : routes) {
            Matcher matcher = route.path().matcher(request.path());
            if (!matcher.matches()) {
                continue;
            }
            if (route.method().equals(request.method())) {
                return answer(route.handler(), request, matcher);
            }
            allowed.add(route.method());
        }
        if (allowed.isEmpty()) {
            return Problem.of(404, "request.no-such-call", "The API has no such call.", List.of())
                    .response();
        }
        String methods = String.join(", ", allowed);
        return Problem.of(405, "request.method", "This call takes " + methods + " only.", List.of())
                .response()
                .with("Allow", methods);
    }

    private static Response answer(Handler handler, Request request, Matcher matcher) {
        List<String> segments = new ArrayList<>();
        for (int group = 1; group <= matcher.groupCount(); group++) {
            segments.add(matcher.group(group));
        }
        try {
            return handler.handle(request, segments);
        } catch (BadRequest e) {
            return e.problem().response();
        }
    }
}
