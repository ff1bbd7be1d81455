"""LangChain's embedding providers by name: `provider:model`. Each is a package of its own that an operator installs."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module, metadata
from typing import TYPE_CHECKING

from knowledge.embeddings import Embedder
from knowledge.errors import PlanBError

if TYPE_CHECKING:
    from langchain_core.embeddings import Embeddings


@dataclass(frozen=True, slots=True)
class Provider:
    """Where a provider's class lives, and what it calls the model's name."""

    package: str
    name: str
    argument: str = "model"

    @property
    def module(self) -> str:
        return self.package.replace("-", "_")


PROVIDERS = {
    "azure_openai": Provider("langchain-openai", "AzureOpenAIEmbeddings"),
    "bedrock": Provider("langchain-aws", "BedrockEmbeddings", "model_id"),
    "cohere": Provider("langchain-cohere", "CohereEmbeddings"),
    "google_genai": Provider("langchain-google-genai", "GoogleGenerativeAIEmbeddings"),
    "google_vertexai": Provider("langchain-google-vertexai", "VertexAIEmbeddings"),
    "huggingface": Provider("langchain-huggingface", "HuggingFaceEmbeddings", "model_name"),
    "mistralai": Provider("langchain-mistralai", "MistralAIEmbeddings"),
    "ollama": Provider("langchain-ollama", "OllamaEmbeddings"),
    "openai": Provider("langchain-openai", "OpenAIEmbeddings"),
    "voyageai": Provider("langchain-voyageai", "VoyageAIEmbeddings"),
}


class ProvidedEmbeddings(Embedder):
    """A provider's embedder, as it is; what it raises is not caught here."""

    def __init__(self, setting: str, version: str, embeddings: Embeddings) -> None:
        self.identity = f"{setting}@{version}"
        self._embeddings = embeddings

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return self._embeddings.embed_documents(texts)

    def embed_query(self, text: str) -> list[float]:
        return self._embeddings.embed_query(text)


def provided(setting: str) -> ProvidedEmbeddings:
    """The embedder that `provider:model` names.

    Raises `PlanBError` where the provider is unknown, its package is not installed, or it can't be made (a key is missing).
    """
    name, _, model = setting.partition(":")
    provider = PROVIDERS.get(name)
    if provider is None or not model:
        raise PlanBError("error-embeddings-unknown", name=setting, providers=", ".join(PROVIDERS))
    try:
        made = getattr(import_module(provider.module), provider.name)
    except (ImportError, AttributeError) as error:
        raise PlanBError("error-embeddings-package", name=setting, package=provider.package) from error
    try:
        return ProvidedEmbeddings(setting, _version(provider.package), made(**{provider.argument: model}))
    except Exception as error:  # each provider raises its own
        raise PlanBError("error-embeddings-provider", name=setting, reason=_reason(error)) from error


def _version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return "0"


def _reason(error: Exception) -> str:
    """What is wrong, in one line; of a failed validation without what was given, which may be a key."""
    listed = getattr(error, "errors", None)
    if callable(listed):
        return "; ".join(str(one.get("msg", "")) for one in listed())[:200]
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:200]
