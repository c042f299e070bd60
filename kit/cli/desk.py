"""`kit desk`: the same work in a browser."""

from __future__ import annotations

from typing import Annotated

import typer

from kit.cli.arguments import Root, project, today
from kit.cli.messages import say
from kit.desk import serve


def desk(
    *,
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="The port; another is taken if the usual one is in use.")
    ] = serve.PORT,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Only print the address.")] = False,
    host: Annotated[str, typer.Option(help="The address to listen on, for a desk behind a proxy.")] = "127.0.0.1",
    public_name: Annotated[str, typer.Option(help="The name under which people reach a hosted desk.")] = "",
    trusted_proxy: Annotated[str, typer.Option(help="The only address from which a hosted desk takes requests.")] = "",
    user_header: Annotated[str, typer.Option(help="The header in which the proxy names the person.")] = "",
    root: Root = None,
) -> None:
    """Print, present, translate and review in a browser, on this computer only unless a proxy says who people are."""
    hosted = serve.hosted_of(host, public_name, trusted_proxy, user_header)
    serve.run(project(root, writes=True), port=port, browser=not no_browser, hosted=hosted, say=say, today=today)
