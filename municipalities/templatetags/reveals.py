"""{% reveal "nik" url label %}: the number stays hidden until somebody says why; a <details> that works as it is."""

from django import template

from municipalities.forms.reveals import RevealForm


register = template.Library()


@register.inclusion_tag("components/reveal.html", takes_context=True)
def reveal(context, what, url, label):
    """:param what: names the form on the page; `reveal_form` of the context is one that was refused"""
    refused = context.get("reveal_form")
    form = refused if refused and refused.what == what else RevealForm(what=what)
    return {"form": form, "url": url, "label": label, "request": context["request"]}
